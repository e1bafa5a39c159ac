import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../parts/page';
import { Empty } from '../parts/states';
import { words } from '../words';

export function NotFound() {
  const { title, text, home } = words.common.notFound;
  const action = (
    <Button component={Link} to="/">
      {home}
    </Button>
  );
  return (
    <Page title={title}>
      <div className="card">
        <Empty icon="alert" title={title} text={text} action={action} />
      </div>
    </Page>
  );
}
