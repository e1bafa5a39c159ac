import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Empty } from './states';
import { words } from '../words';

const RELOADED = 'fluxbatch-reloaded';
const RELOAD_REST_MS = 60_000;

/** Catches what a page throws; the shell around it stays, and another address starts afresh. */
export class Boundary extends Component<{ place: string; children: ReactNode }, { broken: string | null }> {
  override state: { broken: string | null } = { broken: null };

  override componentDidCatch(error: unknown) {
    this.setState({ broken: this.props.place });
    // A tab from before a deploy asks for files that are gone: the newest page knows the new ones.
    if (isGone(error) && !wasJustReloaded()) {
      sessionStorage.setItem(RELOADED, String(Date.now()));
      location.reload();
    }
  }

  static getDerivedStateFromError() {
    return { broken: location.pathname };
  }

  override componentDidUpdate() {
    if (this.state.broken !== null && this.state.broken !== this.props.place) this.setState({ broken: null });
  }

  override render() {
    if (this.state.broken === null) return this.props.children;
    const { title, text, reload } = words.common.crash;
    return (
      <Empty
        icon="alert"
        title={title}
        text={text}
        action={<Button onClick={() => location.reload()}>{reload}</Button>}
      />
    );
  }
}

/** Once is enough: what is gone on the newest page too does not come back by reloading. */
function wasJustReloaded(): boolean {
  return Date.now() - Number(sessionStorage.getItem(RELOADED)) < RELOAD_REST_MS;
}

function isGone(error: unknown): boolean {
  return error instanceof TypeError && /module|import/i.test(error.message);
}
