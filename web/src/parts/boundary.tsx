import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { isMissingFile } from './missing-file';
import { Empty } from './states';
import { words } from '../words';

const RELOADED = 'fluxbatch-reloaded';
const RELOAD_REST_MS = 60_000;

interface BoundaryProps {
  place: string;
  children: ReactNode;
}

interface BoundaryState {
  place: string;
  isBroken: boolean;
}

/** Catches what a page throws; the shell around it stays, and another address starts afresh. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { place: this.props.place, isBroken: false };

  static getDerivedStateFromProps({ place }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return place === state.place ? null : { place, isBroken: false };
  }

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown) {
    // A tab from before a deploy asks for files that are gone: the newest page knows the new ones.
    if (isMissingFile(error) && !wasJustReloaded()) {
      sessionStorage.setItem(RELOADED, String(Date.now()));
      location.reload();
    }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
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
