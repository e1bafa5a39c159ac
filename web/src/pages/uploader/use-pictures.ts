import { useCallback, useEffect, useRef, useState } from 'react';
import { newToken } from '../../api/client';
import { words } from '../../words';
import { MAX_BYTES, MAX_FILES } from './upload';

const text = words.uploader;

/** A file that was chosen, with an address to show it by. */
export interface Picture {
  id: string;
  file: File;
  url: string;
}

/** The chosen files: bounded in number and size; their addresses are given back when they go. */
export function usePictures() {
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [problems, setProblems] = useState<string[]>([]);
  const current = useRef(pictures);
  current.current = pictures;
  useEffect(() => () => current.current.forEach(({ url }) => URL.revokeObjectURL(url)), []);

  const add = useCallback((files: File[]) => {
    const refused = files.flatMap(problemOf);
    const taken = files.filter((file) => problemOf(file).length === 0);
    const room = MAX_FILES - current.current.length;
    if (taken.length > room) refused.push(text.tooMany(MAX_FILES));
    const added = taken.slice(0, room).map((file) => ({ id: newToken(), file, url: URL.createObjectURL(file) }));
    setProblems(refused);
    setPictures((known) => [...known, ...added]);
  }, []);

  const remove = useCallback((id: string) => {
    setPictures((known) => {
      const gone = known.find((picture) => picture.id === id);
      if (gone) URL.revokeObjectURL(gone.url);
      return known.filter((picture) => picture.id !== id);
    });
  }, []);

  /** Without giving the addresses back: results are still compared with them. */
  const clear = useCallback(() => {
    setPictures([]);
    setProblems([]);
  }, []);

  return { pictures, problems, add, remove, clear };
}

function problemOf(file: File): string[] {
  if (!file.type.startsWith('image/')) return [text.notImage(file.name)];
  return file.size > MAX_BYTES ? [text.tooLarge(file.name)] : [];
}
