import { Button, Center, Group, PasswordInput, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Boundary } from '../../parts/boundary';
import { ConnectionBanner } from '../../parts/connection-banner';
import { Mark } from '../../parts/mark';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { Page } from '../../parts/page';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { Accounts } from './accounts';
import { Audit } from './audit';
import { asOperator } from './as-operator';
import { Queues } from './queues';
import { ResetSignIn } from './reset-sign-in';

const text = words.operator;

/** For whoever runs the service. The token stays in this component's memory and nowhere else. */
export function Operator() {
  const [token, setToken] = useState<string | null>(null);
  if (token === null) return <Door enter={setToken} />;
  return (
    <>
      <ConnectionBanner />
      <main style={{ padding: 'var(--mantine-spacing-lg)' }}>
        <Boundary place="/operator">
          <Page
            title={text.title}
            above={<Mark />}
            actions={
              <Button variant="default" onClick={() => setToken(null)}>
                {text.leave}
              </Button>
            }
          >
            <Audit token={token} />
            <Queues token={token} />
            <Accounts token={token} />
            <ResetSignIn token={token} />
          </Page>
        </Boundary>
      </main>
    </>
  );
}

function Door({ enter }: { enter: (token: string) => void }) {
  const trying = useMutation({
    mutationFn: async (token: string) => {
      await answer(api.GET('/api/admin/accounts', { ...asOperator(token), params: { query: { limit: 1 } } }));
      return token;
    },
    onSuccess: enter,
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    trying.mutate(String(new FormData(event.currentTarget).get('token')));
  }
  const isWrong = trying.error && asFailure(trying.error).status === 401;
  return (
    <Center mih="100dvh" p="md" component="main">
      <form
        onSubmit={submit}
        className="card"
        style={{ padding: 'var(--mantine-spacing-lg)', width: '100%', maxWidth: '24rem' }}
      >
        <Stack>
          <Mark />
          <Title order={1}>{text.title}</Title>
          {trying.error && !isWrong && <Problem error={trying.error} />}
          <PasswordInput
            name="token"
            label={text.token}
            description={text.tokenHint}
            autoComplete="off"
            required
            withAsterisk={false}
            autoFocus
            error={isWrong && text.wrong}
          />
          <Group>
            <Button type="submit" loading={trying.isPending}>
              {text.open}
            </Button>
          </Group>
        </Stack>
      </form>
    </Center>
  );
}
