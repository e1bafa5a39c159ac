import { Alert, Text } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { words } from '../../words';

const { signIn: text, oidc } = words.signIn;

/** What somebody who comes to sign in has just done, by the address they were led to. */
export function Arrival() {
  const [search] = useSearchParams();
  const problem = search.get('oidc');
  const next = search.get('next') ?? '/';
  const isLedHere = next !== '/' && !next.startsWith('/invitation?');
  if (problem) {
    return (
      <Alert color="red" variant="light" role="alert">
        {oidc.problems[problem] ?? oidc.problems.failed}
      </Alert>
    );
  }
  return (
    <>
      {search.has('verified') && <Alert variant="light">{text.verified}</Alert>}
      {search.has('reset') && <Alert variant="light">{text.reset}</Alert>}
      {isLedHere && (
        <Text size="sm" c="dimmed">
          {text.ended}
        </Text>
      )}
    </>
  );
}
