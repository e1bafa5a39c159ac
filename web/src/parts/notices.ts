import { notifications } from '@mantine/notifications';
import { asFailure } from '../api/failure';
import { words } from '../words';

/** Said aside, for a few seconds, and to screen readers. */
export function say(message: string): void {
  notifications.show({ message, color: 'pine', autoClose: 5_000, closeButtonProps: CLOSE });
}

/** For actions without a place of their own to show what went wrong. */
export function complain(error: unknown): void {
  const failure = asFailure(error);
  const { title, text } = words.errors[failure.code] ?? words.errors.unknown;
  const message = failure.message === title ? text : failure.message;
  notifications.show({ title, message, color: 'red', autoClose: 10_000, closeButtonProps: CLOSE });
}

const CLOSE = { 'aria-label': words.common.close };
