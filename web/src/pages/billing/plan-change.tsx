import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { Plan } from '../../api/types';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { sentencesOf } from './plan-change-text';

const text = words.billing;

interface PlanChangeProps {
  plan: Exclude<Plan, 'free'>;
  isBusy: boolean;
  close: () => void;
  go: () => void;
}

/** Says what another plan gives and costs, before the person goes on to Stripe to confirm it. */
export function PlanChange({ plan, isBusy, close, go }: PlanChangeProps) {
  const preview = useQuery(queries.planPreview(plan));
  return (
    <Modal opened onClose={close} title={text.change.title(text.names[plan])}>
      <Stack>
        <Loaded query={preview} rows={3} height={24}>
          {(data) => (
            <List size="sm" spacing="xs">
              {sentencesOf(data).map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          )}
        </Loaded>
        <Text size="sm" c="dimmed">
          {text.change.confirmed}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {words.common.cancel}
          </Button>
          <Button loading={isBusy} disabled={!preview.data} onClick={go}>
            {text.change.go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
