/** Calls the service over HTTP with one bearer token: an account's key, or the operator's. */
export class Api {
  private readonly address: string;
  private readonly token: string;
  private readonly signal: AbortSignal;

  constructor(address: string, token: string, signal: AbortSignal) {
    this.address = address;
    this.token = token;
    this.signal = signal;
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  /** @throws Error with what the service answered when that is no 2xx. */
  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.address + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: this.signal,
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
