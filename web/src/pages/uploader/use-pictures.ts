import { useCallback, useEffect, useRef, useState } from 'react';
import { newToken } from '../../api/client';
import { choose, MAX_FILES } from './choice';

/** A file that was chosen, with an address to show it by. */
export interface Picture {
  id: string;
  file: File;
  url: string;
}

/** The chosen files: bounded in number and size. Their addresses are revoked when they are no longer shown. */
export function usePictures() {
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [problems, setProblems] = useState<string[]>([]);
  const addresses = useRef(new Set<string>());
  useEffect(() => {
    const open = addresses.current;
    return () => open.forEach((url) => URL.revokeObjectURL(url));
  }, []);

  const drop = useCallback((gone: Picture[]) => {
    for (const { url } of gone) {
      URL.revokeObjectURL(url);
      addresses.current.delete(url);
    }
    setPictures((known) => known.filter((picture) => !gone.includes(picture)));
  }, []);

  const add = useCallback(
    (files: File[]) => {
      const { taken, problems: found } = choose(files, MAX_FILES - pictures.length);
      const added = taken.map((file) => ({ id: newToken(), file, url: URL.createObjectURL(file) }));
      for (const { url } of added) addresses.current.add(url);
      setProblems(found);
      setPictures((known) => [...known, ...added]);
    },
    [pictures.length],
  );

  const clear = useCallback(() => {
    drop(pictures);
    setProblems([]);
  }, [drop, pictures]);

  /** Empties the list and keeps the addresses: results are still compared with them. */
  const handOver = useCallback(() => {
    setPictures([]);
    setProblems([]);
  }, []);

  return { pictures, problems, add, drop, clear, handOver };
}
