import { withTimeLimit } from '../../common/time-limit.js';
import { StorageError } from '../../storage/storage-error.js';

/** Asks for the next page while the previous one is written: one waits for S3, the other for PostgreSQL. */
export async function* oneAhead<Page>(pages: AsyncGenerator<Page>, limitMs: number): AsyncGenerator<Page> {
  const ask = () => {
    const asked = withTimeLimit(pages.next(), limitMs, () => tooSlow(limitMs));
    // It is looked at later, or never when the consumer stops; it must not count as unhandled meanwhile.
    asked.catch(() => {});
    return asked;
  };
  try {
    for (let next = ask(); ;) {
      const { value, done } = await next;
      if (done) return;
      next = ask();
      yield value;
    }
  } finally {
    // Not waited for: it may hang in the read that was too slow.
    pages.return(undefined).catch(() => {});
  }
}

function tooSlow(limitMs: number): StorageError {
  return new StorageError('storage_error', `No page of keys within ${limitMs / 1000} s`, true);
}
