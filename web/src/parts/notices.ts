import { notifications } from '@mantine/notifications';
import { words } from '../words';
import { explain } from './explanation';

/** Said aside, for a few seconds, and to screen readers. */
export function say(message: string): void {
  notifications.show({ message, color: 'pine', autoClose: 5_000, closeButtonProps: CLOSE });
}

/** For actions without a place of their own to show what went wrong. */
export function complain(error: unknown): void {
  const { title, text, said } = explain(error);
  const message = said[0] ?? text;
  notifications.show({ title, message, color: 'red', autoClose: 10_000, closeButtonProps: CLOSE });
}

const CLOSE = { 'aria-label': words.common.close };
