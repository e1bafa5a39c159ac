export function Uploader() {
  return null;
}
