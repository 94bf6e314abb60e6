// A real sound file in which nobody speaks: 16 bits, 8,000 samples a second, one channel.
import { Buffer } from 'node:buffer';

const samplesPerSecond = 8_000;
const bytesPerSample = 2;
const headerBytes = 44;

export function silentWav(seconds: number): Buffer {
  const dataBytes = seconds * samplesPerSecond * bytesPerSample;
  const file = Buffer.alloc(headerBytes + dataBytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(samplesPerSecond, 24);
  file.writeUInt32LE(samplesPerSecond * bytesPerSample, 28);
  file.writeUInt16LE(bytesPerSample, 32);
  file.writeUInt16LE(8 * bytesPerSample, 34);
  file.write('data', 36);
  file.writeUInt32LE(dataBytes, 40);
  return file;
}
