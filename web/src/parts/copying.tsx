import { ActionIcon, Button, Code, Collapse, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { words } from '../words';
import { curlOf } from './curl';
import { Icon } from './icons';

export function Copy({ value, label = words.common.copy }: { value: string; label?: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? words.common.copied : label}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'pine' : 'gray'}
            onClick={copy}
            aria-label={copied ? words.common.copied : label}
          >
            <Icon name={copied ? 'check' : 'copy'} size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** For the dialog around a secret that is shown once: nothing but its own button closes it. */
export const SHOWN_ONCE = { closeOnClickOutside: false, closeOnEscape: false, withCloseButton: false };

/** A secret that this is the only chance to copy. It has the focus, so a second Enter copies it. */
export function OneTimeSecret({ value, label, text }: { value: string; label: string; text?: string }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{text}</Text>
      <Group gap="xs" wrap="nowrap" className="card" p="xs" style={{ background: 'var(--ground)' }}>
        <Text className="mono breakable" aria-label={label} data-secret style={{ flex: 1 }}>
          {value}
        </Text>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              onClick={copy}
              autoFocus
              data-autofocus
              leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />}
            >
              {copied ? words.common.copied : words.common.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" fw={550}>
        {words.common.shownOnce}
      </Text>
    </Stack>
  );
}

/** The call behind a form, with the reader's own values, folded until it is wanted. */
export function Curl(call: { method?: string; path: string; body?: unknown }) {
  return <Command text={curlOf(location.origin, call)} />;
}

/** A command that is no JSON call, folded in the same way. */
export function Command({ text }: { text: string }) {
  return <Folded label={words.common.curl} content={text} />;
}

/** Something to copy that few look at. */
export function Folded({ label, content }: { label: string; content: string }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <Stack gap="xs" align="stretch">
      <Group>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon name="terminal" size={16} />}
          onClick={toggle}
          aria-expanded={isOpen}
        >
          {label}
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        <Group align="flex-start" gap={4} wrap="nowrap">
          <Code block tabIndex={0} style={{ flex: 1, minWidth: 0 }}>
            {content}
          </Code>
          <Copy value={content} />
        </Group>
      </Collapse>
    </Stack>
  );
}
