import { ApiFailure } from './failure';

/** Asks the person to prove again that it is them; false when they do not want to. */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;

/** Who asks: the dialog, as long as it is there. */
export function onConfirmation(asker: Ask): () => void {
  ask = asker;
  return () => {
    if (ask === asker) ask = undefined;
  };
}

/**
 * Sends a request, and once more when the service wants the person to confirm first and they do. Whatever page it comes from.
 * @throws ApiFailure `confirmation_canceled` when they do not want to
 */
export async function confirmed(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  // What is sent is gone from a request; files are never asked for a confirmation, and would be held twice.
  const again = isRepeatable(request) ? request.clone() : undefined;
  const response = await send(request);
  if (!again || !ask || response.status !== 403 || !(await wantsConfirmation(response))) return response;
  if (await askOnce(ask)) return send(again);
  throw new ApiFailure(403, 'confirmation_canceled', '');
}

function isRepeatable({ method, headers }: Request): boolean {
  const type = headers.get('content-type');
  return method !== 'GET' && (type === null || type.startsWith('application/json'));
}

async function wantsConfirmation(response: Response): Promise<boolean> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { requires?: unknown } | null;
  return body?.requires === 'confirmation';
}

/** Several calls at once ask one time. */
function askOnce(by: Ask): Promise<boolean> {
  asking ??= by().finally(() => {
    asking = undefined;
  });
  return asking;
}
