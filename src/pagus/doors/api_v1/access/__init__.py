"""Questions about access to care over HTTP: each is answered from what the request holds, and nothing of it is kept."""
