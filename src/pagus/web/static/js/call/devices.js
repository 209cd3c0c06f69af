// Camera and microphone: what there is, and why something is missing. A call goes on with what is left.

const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export function canCall() {
  return Boolean(globalThis.RTCPeerConnection && navigator.mediaDevices?.getUserMedia);
}

// Why did the browser not give it? Gives: absent, denied, busy or unknown.
export function faultOf(error) {
  const known = {
    NotFoundError: "absent",
    OverconstrainedError: "absent",
    NotAllowedError: "denied",
    SecurityError: "denied",
    NotReadableError: "busy",
    AbortError: "busy",
  };
  return known[error?.name] ?? "unknown";
}

const wish = (base, id) => (id ? { ...base, deviceId: { exact: id } } : base);

async function ask(constraints) {
  try {
    return { stream: await navigator.mediaDevices.getUserMedia(constraints) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

// Takes: ids of the devices that were chosen. Gives: the stream (empty when there is nothing), and what is missing:
// faults.camera and faults.microphone, each absent, denied, busy or unknown.
export async function open({ camera, microphone, withCamera = true } = {}) {
  const audio = wish(SOUND, microphone);
  const video = withCamera ? wish(PICTURE, camera) : false;
  const both = await ask({ audio, video });
  if (both.stream) return { stream: both.stream, faults: {} };
  const sound = video ? await ask({ audio }) : both;
  if (sound.stream) return { stream: sound.stream, faults: { camera: both.fault } };
  const picture = video ? await ask({ video }) : {};
  if (picture.stream) return { stream: picture.stream, faults: { microphone: sound.fault } };
  return { stream: new MediaStream(), faults: { microphone: sound.fault, ...(video ? { camera: both.fault } : {}) } };
}

export function mediaOf(stream) {
  if (stream.getVideoTracks().length) return "video";
  return stream.getAudioTracks().length ? "audio" : "none";
}

// The devices that can be chosen; their names are known only once one of them was given.
export async function list() {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind) => all.filter((each) => each.kind === kind && each.deviceId);
  return { cameras: of("videoinput"), microphones: of("audioinput") };
}
