import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { CompressResult } from '../../api/types';
import { BeforeAfter } from '../../parts/before-after';
import { Copy } from '../../parts/copying';
import { bytes, change, percent, time } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { ImageState } from '../../parts/status';
import { words } from '../../words';
import type { Picture } from './use-pictures';

const text = words.uploader;

/** What became of the images that were sent together. */
export interface Round {
  sessionId: string;
  results: CompressResult[];
  pictures: Picture[];
}

export function Results({ round: { sessionId, results, pictures } }: { round: Round }) {
  const done = results.filter(({ optimizedSize }) => optimizedSize !== null);
  const before = done.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const saved = done.reduce((sum, { originalSize, optimizedSize }) => sum + originalSize - (optimizedSize ?? 0), 0);
  return (
    <Stack gap="sm" component="section" aria-label={text.results}>
      <Group justify="space-between">
        <Stack gap={0}>
          <Title order={2}>{text.results}</Title>
          {before > 0 && (
            <Text size="sm" c="dimmed" className="numbers">
              {(saved < 0 ? text.totalLarger : text.total)(bytes(Math.abs(saved)), percent(Math.abs(saved) / before))}
            </Text>
          )}
        </Stack>
        {done.length > 1 && (
          <Button
            component="a"
            href={`/api/compress/archive?sessionId=${sessionId}`}
            download
            variant="default"
            leftSection={<Icon name="download" size={16} />}
          >
            {text.downloadAll}
          </Button>
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {results.map((result, place) => (
          <ResultCard key={result.id} result={result} source={pictures[place]?.url} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function ResultCard({ result, source }: { result: CompressResult; source?: string }) {
  const { originalName, status, reason, originalSize, optimizedSize, savedPercent } = result;
  const isLarger = (savedPercent ?? 0) < 0;
  const { altText, seoName, filename, downloadUrl, expiresAt, format, width, height } = result;
  return (
    <Stack className="card" p="sm" gap="xs">
      {source && downloadUrl && (
        <BeforeAfter name={originalName} alt={altText ?? ''} before={source} after={downloadUrl} />
      )}
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={550} truncate title={originalName}>
          {originalName}
        </Text>
        {optimizedSize === null ? (
          <ImageState status={status} />
        ) : (
          <Text fw={600} c={isLarger ? undefined : 'pine'} className="numbers">
            {change(-(savedPercent ?? 0) / 100)}
          </Text>
        )}
      </Group>
      <Text size="sm" c="dimmed" className="numbers">
        {optimizedSize === null
          ? reason && words.reasons[reason]
          : `${bytes(originalSize)} → ${bytes(optimizedSize)} · ${format?.toUpperCase()} · ${width} × ${height}`}
      </Text>
      {altText && <Copyable label={text.alt} value={altText} />}
      {seoName && filename && <Copyable label={text.fileName} value={filename} />}
      {downloadUrl && (
        <Group justify="space-between" gap="xs">
          <Button
            component="a"
            href={downloadUrl}
            size="xs"
            variant="default"
            leftSection={<Icon name="download" size={16} />}
          >
            {text.download}
          </Button>
          {expiresAt && (
            <Text size="xs" c="dimmed">
              {text.expires(time(expiresAt))}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

function Copyable({ label, value }: { label: string; value: string }) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="sm" className="breakable">
        <Text span c="dimmed" size="sm">
          {label}:{' '}
        </Text>
        {value}
      </Text>
      <Copy value={value} label={`${words.common.copy}: ${label}`} />
    </Group>
  );
}
