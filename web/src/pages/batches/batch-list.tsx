export function BatchList() {
  return null;
}
