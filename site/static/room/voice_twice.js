// Voice sent twice survives the loss of a packet; who cannot take it gets it once.
export function prefer(transceiver, type = "audio/red") {
  const known = RTCRtpSender.getCapabilities("audio")?.codecs ?? [];
  const first = known.filter(({ mimeType }) => mimeType === type);
  if (!first.length || !transceiver.setCodecPreferences) return;
  transceiver.setCodecPreferences([...first, ...known.filter(({ mimeType }) => mimeType !== type)]);
}
