import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newToken } from '../../api/client';
import { queryClient } from '../../api/queries';
import { Command } from '../../parts/copying';
import { formCurlOf } from '../../parts/curl';
import { DropArea } from '../../parts/drop-area';
import { Icon } from '../../parts/icons';
import { Page } from '../../parts/page';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { Options } from './options';
import { Queue } from './queue';
import { Results, type Round } from './results';
import { upload } from './upload';
import { fieldsOf, NEW_OPTIONS, type UploadOptions } from './upload-options';
import { usePictures } from './use-pictures';

const text = words.uploader;

export function Uploader() {
  const { pictures, problems, add, drop, clear, handOver } = usePictures();
  const [options, setOptions] = useState<UploadOptions>(NEW_OPTIONS);
  const [sent, setSent] = useState(0);
  const [rounds, setRounds] = useState<Round[]>([]);
  const last = useRef<Pick<Round, 'pictures' | 'sessionId'> & { options: UploadOptions }>(null);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const uploading = useMutation({
    mutationFn: async (): Promise<Round> => {
      setSent(0);
      stop.current = new AbortController();
      // Another try with the same images and options is the same request, which is paid for once.
      const isAgain = last.current?.pictures === pictures && last.current.options === options;
      const sessionId = (isAgain && last.current?.sessionId) || newToken();
      last.current = { pictures, options, sessionId };
      const files = pictures.map(({ file }) => file);
      const results = await upload(files, options, sessionId, setSent, stop.current.signal);
      return { sessionId, results, pictures };
    },
    onSuccess: (round) => {
      setRounds((known) => [round, ...known]);
      handOver();
      for (const key of ['usage', 'batches']) void queryClient.invalidateQueries({ queryKey: [key] });
    },
  });
  const withAi = options.altText || options.seoRename;
  return (
    <Page title={text.title} text={text.text}>
      <DropArea onFiles={add} disabled={uploading.isPending} compact={pictures.length > 0 || rounds.length > 0} />
      {problems.length > 0 && (
        <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="status">
          {problems.map((problem) => (
            <Text size="sm" key={problem} className="breakable">
              {problem}
            </Text>
          ))}
        </Alert>
      )}
      {pictures.length > 0 && (
        <>
          <Queue pictures={pictures} remove={(picture) => drop([picture])} sent={uploading.isPending ? sent : null} />
          <Options options={options} change={(part) => setOptions({ ...options, ...part })} first={pictures[0]} />
          {uploading.error && <Problem error={uploading.error} />}
          <Group justify="space-between">
            <Text size="sm" c="dimmed" className="numbers">
              {text.price(pictures.length)}
              {withAi && `, ${text.priceAi(pictures.length)}`}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={clear} disabled={uploading.isPending}>
                {text.clear}
              </Button>
              <Button onClick={() => uploading.mutate()} loading={uploading.isPending}>
                {text.start(pictures.length)}
              </Button>
            </Group>
          </Group>
        </>
      )}
      <Stack gap="lg" aria-live="polite">
        {rounds.map((round) => (
          <Results key={round.sessionId} round={round} />
        ))}
      </Stack>
      <Command text={callOf(options)} />
    </Page>
  );
}

function callOf(options: UploadOptions): string {
  const files: [string, string][] = [['file', '@photo.jpg']];
  if (options.watermark) files.push(['watermarkFile', '@mark.png']);
  return formCurlOf(location.origin, '/api/compress', [...files, ...Object.entries(fieldsOf(options))]);
}
