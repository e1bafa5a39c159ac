import { Button, Checkbox, Group, Modal, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api, once } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queryClient } from '../../api/queries';
import type { Endpoint, EventType } from '../../api/types';
import { OneTimeSecret, SHOWN_ONCE } from '../../parts/copying';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { changeEndpoint } from './change-endpoint';
import { EVENT_TYPES } from './event-types';

const text = words.webhooks;

interface EndpointFormProps {
  opened: boolean;
  close: () => void;
  /** One that is changed; without it a new one is made, and its secret shown. */
  endpoint?: Endpoint;
}

export function EndpointForm({ opened, close, endpoint }: EndpointFormProps) {
  const [secret, setSecret] = useState<string | null>(null);
  function leave() {
    setSecret(null);
    close();
  }
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={secret ? text.secret.title : endpoint ? text.edit : text.add}
      size="lg"
      {...(secret ? SHOWN_ONCE : {})}
    >
      {secret ? (
        <Stack>
          <OneTimeSecret value={secret} label={text.secret.title} text={text.secret.text} />
          <Group justify="flex-end">
            <Button onClick={leave}>{words.common.done}</Button>
          </Group>
        </Stack>
      ) : (
        <Fields endpoint={endpoint} leave={leave} show={setSecret} />
      )}
    </Modal>
  );
}

interface FieldsProps {
  endpoint?: Endpoint;
  leave: () => void;
  show: (secret: string) => void;
}

function Fields({ endpoint, leave, show }: FieldsProps) {
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [chosen, setChosen] = useState<EventType[]>(endpoint?.events ?? [...EVENT_TYPES]);
  const [all, setAll] = useState(!endpoint || endpoint.events.length === EVENT_TYPES.length);
  const saving = useMutation({ mutationFn: save });

  async function save() {
    if (endpoint) {
      await changeEndpoint(endpoint.id, { url, description: description || null, events: all ? null : chosen });
      return leave();
    }
    const body = { url, ...(description && { description }), ...(!all && { events: chosen }) };
    const made = await answer(api.POST('/api/webhooks', { body, ...once() }));
    show(made.secret);
    await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    saving.mutate();
  }

  const fields = saving.error ? asFailure(saving.error).fields : {};
  return (
    <form onSubmit={submit}>
      <Stack>
        {saving.error && Object.keys(fields).length === 0 && <Problem error={saving.error} />}
        <TextInput
          label={text.url}
          description={text.urlHint}
          placeholder="https://example.com/hook"
          type="url"
          required
          data-autofocus
          value={url}
          error={fields.url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={text.description}
          maxLength={200}
          value={description}
          error={fields.description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Events all={all} setAll={setAll} chosen={chosen} setChosen={setChosen} problem={fields.events} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={leave}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {endpoint ? words.common.save : text.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface EventsProps {
  all: boolean;
  setAll: (all: boolean) => void;
  chosen: EventType[];
  setChosen: (chosen: EventType[]) => void;
  problem?: string;
}

function Events({ all, setAll, chosen, setChosen, problem }: EventsProps) {
  return (
    <>
      <Radio.Group label={text.events} value={all ? 'all' : 'some'} onChange={(value) => setAll(value === 'all')}>
        <Stack gap={6} pt={6}>
          <Radio value="all" label={text.allEvents} />
          <Radio value="some" label={text.someEvents} />
        </Stack>
      </Radio.Group>
      {!all && (
        <Checkbox.Group value={chosen} onChange={(value) => setChosen(value as EventType[])} error={problem}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={8} pl="xl">
            {EVENT_TYPES.map((type) => (
              <Checkbox key={type} value={type} label={type} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
      )}
    </>
  );
}
