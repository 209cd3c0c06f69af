"""Enrolment in a monitoring, its papers, its end; what is due; a month of it; two pseudonyms that are one."""
