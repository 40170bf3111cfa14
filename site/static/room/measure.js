// What a line has carried, summed over its links, and what it lost between two looks.
export function totals(rows) {
  const sum = { lost: 0, received: 0, bytes: 0, rtt: 0, at: performance.now() };
  for (const one of rows) {
    if (one.type === "inbound-rtp") {
      sum.lost += one.packetsLost ?? 0;
      sum.received += one.packetsReceived ?? 0;
      sum.bytes += one.bytesReceived ?? 0;
    } else if (one.type === "candidate-pair" && one.nominated) {
      sum.rtt = Math.max(sum.rtt, Math.round((one.currentRoundTripTime ?? 0) * 1000));
    }
  }
  return sum;
}

// Null while nothing travels: a line that carries nothing has lost nothing.
export function since(before, now) {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  if (all === 0) return null;
  const kbps = Math.max(0, Math.round(((now.bytes - before.bytes) * 8) / Math.max(1, now.at - before.at)));
  return { kind: "stats", rtt: Math.min(now.rtt, 60_000), lost: Math.round((lost * 1000) / all), kbps };
}
