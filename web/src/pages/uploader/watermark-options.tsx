import { Button, Collapse, FileButton, Group, Stack, Text } from '@mantine/core';
import { useCallback, type CSSProperties } from 'react';
import { WatermarkPlace, type Place } from '../../parts/watermark-place';
import { words } from '../../words';
import type { UploadOptions } from './upload-options';
import classes from './uploader.module.css';
import type { Picture } from './use-pictures';

const text = words.uploader;

interface WatermarkOptionsProps {
  options: UploadOptions;
  change: (part: Partial<UploadOptions>) => void;
  first?: Picture;
  isIncluded: boolean;
}

/** A PNG that goes on every image, shown on the first one as it will be. */
export function WatermarkOptions({ options, change, first, isIncluded }: WatermarkOptionsProps) {
  const { watermark, place } = options;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Text size="sm" fw={500}>
          {text.watermark}
        </Text>
        <FileButton accept="image/png" onChange={(file) => file && change({ watermark: file })} disabled={!isIncluded}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" disabled={!isIncluded}>
              {text.watermarkChoose}
            </Button>
          )}
        </FileButton>
        {watermark && (
          <>
            <Text size="sm" truncate maw={180}>
              {watermark.name}
            </Text>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => change({ watermark: null })}>
              {text.watermarkRemove}
            </Button>
          </>
        )}
        {!isIncluded && (
          <Text size="sm" c="dimmed">
            {words.batches.wizard.planNeeded}
          </Text>
        )}
      </Group>
      <Collapse expanded={watermark !== null}>
        <Group align="flex-start" gap="xl">
          {first && watermark && (
            <div className={classes.preview} role="img" aria-label={text.watermarkPreview}>
              <img src={first.url} alt="" />
              <Mark file={watermark} place={place} />
            </div>
          )}
          <div style={{ flex: '1 1 18rem' }}>
            <WatermarkPlace value={place} onChange={(changed) => change({ place: changed })} />
          </div>
        </Group>
      </Collapse>
    </Stack>
  );
}

function Mark({ file, place }: { file: File; place: Place }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      image.src = URL.createObjectURL(file);
      return () => URL.revokeObjectURL(image.src);
    },
    [file],
  );
  return <img ref={show} alt="" className={classes.mark} style={styleOf(place)} />;
}

/** As the service places it: a share of the width, in a corner, at an edge or in the middle. */
function styleOf({ scale, opacity, position }: Place): CSSProperties {
  const [row, column] = position;
  const shift = [column === 'C' ? '-50%' : '0', row === 'M' ? '-50%' : '0'].join(', ');
  return {
    width: `${scale}%`,
    opacity: opacity / 100,
    transform: `translate(${shift})`,
    ...(row === 'T' ? { top: 0 } : row === 'M' ? { top: '50%' } : { bottom: 0 }),
    ...(column === 'L' ? { left: 0 } : column === 'C' ? { left: '50%' } : { right: 0 }),
  };
}
