// A file's own bytes as the contract takes them: whatever the spreadsheet's encoding, the server decides what they mean.

// Spread into one call a large file would be too many arguments.
const perCall = 8_192;

/** null when the file cannot be read, such as one that was moved after it was chosen. */
export async function asBase64(file: Blob): Promise<string | null> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
  let text = '';
  for (let at = 0; at < bytes.length; at += perCall) text += String.fromCharCode(...bytes.subarray(at, at + perCall));
  return btoa(text);
}
