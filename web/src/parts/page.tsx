import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { words } from '../words';

interface PageProps {
  title: string;
  text?: string;
  /** Above the title: the way back. */
  above?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's head and body. Coming here moves the focus to the title, so that screen readers tell of the new page. */
export function Page({ title, text, above, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    document.title = `${title} – ${words.common.product}`;
  }, [title]);
  useEffect(() => {
    // The first page of a visit keeps the browser's own focus.
    if (key !== 'default') heading.current?.focus({ preventScroll: true });
  }, [key]);
  return (
    <Stack gap="lg" className="page">
      <Stack gap={4}>
        {above}
        <Group justify="space-between" gap="sm" align="flex-end">
          <Stack gap={2} style={{ minWidth: 0, flex: '1 1 16rem' }}>
            <Title order={1} ref={heading} tabIndex={-1} className="breakable">
              {title}
            </Title>
            {text && (
              <Text c="dimmed" size="md">
                {text}
              </Text>
            )}
          </Stack>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}

interface SectionProps {
  title?: string;
  text?: string;
  actions?: ReactNode;
  children: ReactNode;
  /** Without padding, for tables and lists that go to the edge. */
  flush?: boolean;
}

/** A card with a heading of its own. */
export function Section({ title, text, actions, children, flush = false }: SectionProps) {
  const head = (title || actions) && (
    <Group justify="space-between" gap="xs" px={flush ? 'md' : 0} pt={flush ? 'md' : 0} pb="sm">
      <Stack gap={2}>
        {title && <Title order={2}>{title}</Title>}
        {text && (
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        )}
      </Stack>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
  return (
    <section className="card" aria-label={title} style={{ padding: flush ? 0 : 'var(--mantine-spacing-md)' }}>
      {head}
      {children}
    </section>
  );
}
