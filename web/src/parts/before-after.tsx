import { Slider, Stack } from '@mantine/core';
import { useState } from 'react';
import { words } from '../words';
import classes from './before-after.module.css';

interface BeforeAfterProps {
  name: string;
  alt: string;
  before: string;
  after: string;
}

/** Two pictures on top of each other, and a line between them that can be moved, also with the arrow keys. */
export function BeforeAfter({ name, alt, before, after }: BeforeAfterProps) {
  const [place, setPlace] = useState(50);
  const [failed, setFailed] = useState(false);
  if (failed) return null;
  const fail = () => setFailed(true);
  return (
    <Stack gap="xs">
      <div
        className={`${classes.frame} checker`}
        onPointerMove={(event) => event.buttons === 1 && setPlace(shareOf(event))}
      >
        <img src={after} alt={alt} onError={fail} draggable={false} />
        <img
          src={before}
          alt=""
          onError={fail}
          draggable={false}
          style={{ clipPath: `inset(0 ${100 - place}% 0 0)` }}
        />
        <span className={classes.line} style={{ left: `${place}%` }} />
        <span className={classes.left}>{words.uploader.before}</span>
        <span className={classes.right}>{words.uploader.after}</span>
      </div>
      <Slider
        value={place}
        onChange={setPlace}
        label={null}
        size="sm"
        thumbLabel={words.uploader.slider(name)}
        aria-label={words.uploader.slider(name)}
      />
    </Stack>
  );
}

function shareOf({ clientX, currentTarget }: React.PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.min(100, Math.max(0, ((clientX - left) / width) * 100));
}
