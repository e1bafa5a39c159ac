import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { ApiFailure, asFailure } from '../../api/failure';
import { Asking } from '../../parts/asking';
import { Section } from '../../parts/page';
import { words } from '../../words';
import { asOperator } from './as-operator';

const text = words.operator.reset;

/** The way back for a person who lost what they sign in with. */
export function ResetSignIn({ token }: { token: string }) {
  const [email, setEmail] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [outcome, setOutcome] = useState('');
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setOutcome('');
    setIsAsking(true);
  }
  async function reset() {
    const call = api.POST('/api/admin/people/reset-sign-in', { body: { email }, ...asOperator(token) });
    const { email: known, mailed } = await answer(call).catch((error: unknown) => {
      const { status, code } = asFailure(error);
      throw status === 404 ? new ApiFailure(status, code, text.unknown) : error;
    });
    setOutcome(mailed ? text.mailed(known) : text.notMailed);
    setEmail('');
  }
  return (
    <Section title={text.title} text={text.text}>
      <form onSubmit={submit}>
        <Stack>
          <Group align="flex-end" gap="xs">
            <TextInput
              label={text.email}
              type="email"
              autoComplete="off"
              required
              withAsterisk={false}
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value.trim())}
              style={{ flex: '1 1 14rem' }}
            />
            <Button type="submit" variant="default" color="red">
              {text.open}
            </Button>
          </Group>
          <Text size="sm" role="status">
            {outcome}
          </Text>
        </Stack>
      </form>
      <Asking
        opened={isAsking}
        close={() => setIsAsking(false)}
        title={text.ask.title(email)}
        text={text.ask.text}
        action={text.ask.action}
        run={reset}
      />
    </Section>
  );
}
