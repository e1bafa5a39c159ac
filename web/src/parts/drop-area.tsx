import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { words } from '../words';
import classes from './drop-area.module.css';
import { Icon } from './icons';

const text = words.uploader;

interface DropAreaProps {
  onFiles: (files: File[]) => void;
  disabled?: boolean;
  compact?: boolean;
}

/** Takes files that are dropped on it, pasted anywhere on the page, or chosen with the button. */
export function DropArea({ onFiles, disabled = false, compact = false }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const files = [...(clipboardData?.files ?? [])];
      if (files.length > 0 && !disabled) onFiles(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onFiles, disabled]);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!disabled) onFiles([...event.dataTransfer.files]);
  }
  return (
    <div
      className={classes.area}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap={6} py={compact ? 'sm' : 'xl'} ta="center">
        {!compact && <Icon name="upload" size={28} />}
        <Text fw={550}>{text.drop}</Text>
        <Text size="sm" c="dimmed">
          {text.dropHint}
        </Text>
        <Button size="xs" variant="default" mt={4} disabled={disabled} onClick={() => input.current?.click()}>
          {text.choose}
        </Button>
      </Stack>
      <input
        ref={input}
        type="file"
        multiple
        accept="image/*"
        hidden
        aria-label={text.choose}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
