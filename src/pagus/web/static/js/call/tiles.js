// What is seen of each of the others: picture or a sign in its place, name, and in words how the connection stands.

export class Tile {
  constructor(stage, template, other, words) {
    Object.assign(this, { words, other });
    this.node = template.content.firstElementChild.cloneNode(true);
    this.video = this.node.querySelector("video");
    this.note = this.node.querySelector("[data-note]");
    this.node.querySelector("[data-name]").textContent = other.name || other.part;
    this.node.querySelector("[data-part]").textContent = other.name ? other.part : "";
    this.video.setAttribute("aria-label", words.picture_of.replace("{name}", other.name || other.part));
    this.node.dataset.seat = other.seat;
    stage.append(this.node);
  }

  // Watch for the first frame that is really shown.
  watch(link) {
    this.link = link;
    this.video.srcObject = link.remote;
    const saw = () => link.sawFrame();
    if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(saw);
    else this.video.addEventListener("loadeddata", saw, { once: true });
    this.draw();
  }

  draw() {
    const { link, words, other } = this;
    const picture = other.media === "video" && link.said.camera !== false && link.connected;
    this.node.dataset.picture = picture ? "yes" : "no";
    const notes = [];
    if (link.state === "failed") notes.push(words.failed);
    else if (link.state === "disconnected") notes.push(words.reconnecting);
    else if (!link.connected) notes.push(words.connecting);
    else {
      notes.push(link.way === "relay" ? words.by_relay : words.directly);
      if (link.quality === "poor") notes.push(words.poor);
      if (other.media !== "video") notes.push(words.without_camera);
      else if (link.said.camera === false) notes.push(words.camera_is_off);
      if (link.said.muted) notes.push(words.is_muted);
    }
    const text = notes.filter(Boolean).join(" · ");
    if (this.note.textContent !== text) this.note.textContent = text;
    if (this.video.paused) this.video.play().catch(() => {}); // it plays once the reader has touched the page
  }

  remove() {
    this.video.srcObject = null;
    this.node.remove();
  }
}
