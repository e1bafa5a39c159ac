import { Group, Modal, Stack, Table, Text } from '@mantine/core';
import type { BatchImage } from '../../../api/types';
import { Copy } from '../../../parts/copying';
import { bytes, percent } from '../../../parts/format';
import { ImageState } from '../../../parts/status';
import { words } from '../../../words';
import { ImagePair } from './image-pair';

const text = words.batches.detail;

/** Everything that is known of one image. */
export function ImageView({ image, close }: { image: BatchImage | null; close: () => void }) {
  return (
    <Modal opened={image !== null} onClose={close} title={text.imageTitle} size="lg">
      {image && (
        <Stack>
          <Group gap="xs" wrap="nowrap">
            <Text fw={550} className="breakable">
              {image.key}
            </Text>
            <Copy value={image.key} />
          </Group>
          <ImagePair image={image} />
          <Facts image={image} />
        </Stack>
      )}
    </Modal>
  );
}

function Facts({ image }: { image: BatchImage }) {
  const { status, reason, targetKey, altText, seoName, savedRatio, attempts } = image;
  return (
    <Table layout="fixed" className="numbers" variant="vertical" withRowBorders>
      <Table.Tbody>
        <Fact label={text.columns.status}>
          <Group gap="xs">
            <ImageState status={status} />
            {reason && <Text size="sm">{words.reasons[reason]}</Text>}
          </Group>
        </Fact>
        <Fact label={text.columns.before}>{side(image.in)}</Fact>
        <Fact label={text.columns.after}>{side(image.out)}</Fact>
        <Fact label={text.columns.saved}>{savedRatio === null ? '–' : percent(savedRatio)}</Fact>
        {targetKey && <Fact label={text.target} copy={targetKey} />}
        {altText && <Fact label={text.alt} copy={altText} />}
        {seoName && <Fact label={text.name} copy={seoName} />}
        <Fact label={text.attempts}>{attempts}</Fact>
      </Table.Tbody>
    </Table>
  );
}

function Fact({ label, copy, children }: { label: string; copy?: string; children?: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={110}>{label}</Table.Th>
      <Table.Td className="breakable">
        {copy ? (
          <Group gap={4} wrap="nowrap" justify="space-between">
            <Text size="sm">{copy}</Text>
            <Copy value={copy} label={`${words.common.copy}: ${label}`} />
          </Group>
        ) : (
          children
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function side({ bytes: size, format, width, height }: BatchImage['in']): string {
  if (size === null) return '–';
  return [bytes(size), format?.toUpperCase(), width && height && `${width} × ${height}`].filter(Boolean).join(' · ');
}
