declare global {
  /** By path with query; see web/public/start.js. */
  var earlyAnswers: Map<string, Promise<Response>> | undefined;
}

/**
 * The answer that was asked for before this code was there; each is taken once. Undefined when there is none, or none came:
 * then it is asked for like any other.
 */
export async function earlyAnswer({ method, url }: Request): Promise<Response | undefined> {
  const { pathname, search } = new URL(url);
  const answer = method === 'GET' ? globalThis.earlyAnswers?.get(pathname + search) : undefined;
  globalThis.earlyAnswers?.delete(pathname + search);
  return answer?.catch(() => undefined);
}
