import { Button, Checkbox, Group, Modal, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api, once } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queries, queryClient } from '../../api/queries';
import type { NewConnection } from '../../api/types';
import { Curl } from '../../parts/copying';
import { say } from '../../parts/notices';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { WayIn, type Way } from './way-in';

const text = words.connections;
const NEW = {
  name: '',
  bucket: '',
  region: 'us-east-1',
  endpoint: '',
  accessKeyId: '',
  secretAccessKey: '',
  roleArn: '',
  forcePathStyle: false,
};

export function ConnectionForm({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title={text.add} size="lg">
      <Fields close={close} />
    </Modal>
  );
}

function Fields({ close }: { close: () => void }) {
  const [given, setGiven] = useState(NEW);
  const { data: setup } = useQuery(queries.roleSetup());
  const [chosen, setWay] = useState<Way | null>(null);
  // Where the server knows roles they come first: a secret that nobody stores is lost by nobody.
  const way = chosen ?? (setup?.principal ? 'role' : 'keys');
  const body = bodyOf(given, way);
  const adding = useMutation({
    mutationFn: () => answer(api.POST('/api/connections', { body, ...once() })),
    onSuccess: async () => {
      say(text.connected);
      close();
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    adding.mutate();
  }
  const fields = adding.error ? asFailure(adding.error).fields : {};
  const bind = (name: Exclude<keyof typeof NEW, 'forcePathStyle'>, label: string, description?: string) => ({
    label,
    description,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    error: fields[name],
    value: given[name],
    spellCheck: false,
    autoComplete: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        {adding.error && Object.keys(fields).length === 0 && <Problem error={adding.error} />}
        {setup?.principal && <WayIn setup={setup} way={way} choose={setWay} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput {...bind('name', text.name, text.nameHint)} required data-autofocus />
          <TextInput {...bind('bucket', text.bucket)} required />
          <TextInput {...bind('region', text.region)} required />
          <TextInput {...bind('endpoint', text.endpoint, text.endpointHint)} type="url" placeholder="https://" />
          {way === 'keys' && (
            <>
              <TextInput {...bind('accessKeyId', text.accessKey)} required />
              <PasswordInput
                {...bind('secretAccessKey', text.secretKey, text.secretHint)}
                required
                autoComplete="new-password"
              />
            </>
          )}
        </SimpleGrid>
        {way === 'role' && <TextInput {...bind('roleArn', text.role, text.roleHint)} required />}
        <Checkbox
          label={text.pathStyle}
          checked={given.forcePathStyle}
          onChange={(event) => setGiven({ ...given, forcePathStyle: event.currentTarget.checked })}
        />
        <Curl method="POST" path="/api/connections" body={way === 'role' ? body : { ...body, secretAccessKey: '…' }} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={adding.isPending}>
            {text.check}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function bodyOf(given: typeof NEW, way: Way): NewConnection {
  const { endpoint, accessKeyId, secretAccessKey, roleArn, ...place } = given;
  const credentials = way === 'role' ? { roleArn } : { accessKeyId, secretAccessKey };
  return { ...place, ...(endpoint && { endpoint }), ...credentials };
}
