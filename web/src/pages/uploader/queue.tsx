import { ActionIcon, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { bytes, percent } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { words } from '../../words';
import classes from './uploader.module.css';
import type { Picture } from './use-pictures';

const text = words.uploader;

interface QueueProps {
  pictures: Picture[];
  remove: (id: string) => void;
  /** Bytes that were sent; null before. */
  sent: number | null;
}

/** The chosen images. They are sent one behind the other, so the bytes that were sent tell how far each is. */
export function Queue({ pictures, remove, sent }: QueueProps) {
  let before = 0;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="xs">
      {pictures.map((picture) => {
        const start = before;
        before += picture.file.size;
        const share = sent === null ? null : Math.min(1, Math.max(0, (sent - start) / Math.max(1, picture.file.size)));
        return <Waiting key={picture.id} picture={picture} share={share} remove={remove} />;
      })}
    </SimpleGrid>
  );
}

function Waiting({
  picture: { id, file, url },
  share,
  remove,
}: {
  picture: Picture;
  share: number | null;
  remove: (id: string) => void;
}) {
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
        <ActionIcon variant="subtle" color="gray" onClick={() => remove(id)} aria-label={text.remove(file.name)}>
          <Icon name="close" size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}
