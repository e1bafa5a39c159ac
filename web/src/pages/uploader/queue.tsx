import { ActionIcon, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { bytes, percent } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { words } from '../../words';
import { sentShares } from './progress';
import classes from './uploader.module.css';
import type { Picture } from './use-pictures';

const text = words.uploader;

interface QueueProps {
  pictures: Picture[];
  remove: (picture: Picture) => void;
  /** Bytes that were sent; null before. */
  sent: number | null;
}

/** The chosen images, and how far each has been sent. */
export function Queue({ pictures, remove, sent }: QueueProps) {
  const sizes = pictures.map(({ file }) => file.size);
  const shares = sent === null ? [] : sentShares(sizes, sent);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="xs">
      {pictures.map((picture, place) => (
        <Waiting key={picture.id} picture={picture} share={shares[place] ?? null} remove={() => remove(picture)} />
      ))}
    </SimpleGrid>
  );
}

interface WaitingProps {
  picture: Picture;
  share: number | null;
  remove: () => void;
}

function Waiting({ picture: { file, url }, share, remove }: WaitingProps) {
  return (
    <Group className="card" p={6} gap="xs" wrap="nowrap">
      <img src={url} alt="" className={classes.thumbnail} />
      <Stack gap={4} style={{ minWidth: 0, flex: 1 }}>
        <Text size="sm" truncate title={file.name}>
          {file.name}
        </Text>
        {share === null ? (
          <Text size="xs" c="dimmed" className="numbers">
            {bytes(file.size)}
          </Text>
        ) : (
          <>
            <Text size="xs" c="dimmed" className="numbers">
              {share === 1 ? text.working : share === 0 ? text.waiting : text.uploading(percent(share))}
            </Text>
            <Progress value={share * 100} size={4} animated={share === 1} aria-label={file.name} />
          </>
        )}
      </Stack>
      {share === null && (
        <ActionIcon variant="subtle" color="gray" onClick={remove} aria-label={text.remove(file.name)}>
          <Icon name="close" size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}
