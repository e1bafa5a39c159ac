import {
  Checkbox,
  Collapse,
  Group,
  NativeSelect,
  NumberInput,
  Radio,
  SimpleGrid,
  Slider,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../api/queries';
import { Section } from '../../../parts/page';
import { WatermarkPlace } from '../../../parts/watermark-place';
import { words } from '../../../words';
import type { Plan } from './plan';

const text = words.batches.wizard;
const choices = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

interface OptionsStepProps {
  plan: Plan;
  change: (part: Partial<Plan>) => void;
}

export function OptionsStep({ plan, change }: OptionsStepProps) {
  return (
    <Stack gap="sm">
      <Section>
        <Output plan={plan} change={change} />
      </Section>
      <Section title={text.ai}>
        <Ai plan={plan} change={change} />
      </Section>
      <Section title={text.watermark}>
        <Mark plan={plan} change={change} />
      </Section>
      <Section>
        <Radio.Group
          label={text.insufficient}
          value={plan.partial ? 'partial' : 'reject'}
          onChange={(value) => change({ partial: value === 'partial' })}
        >
          <Group pt={6}>
            <Radio value="reject" label={text.reject} />
            <Radio value="partial" label={text.partial} />
          </Group>
        </Radio.Group>
      </Section>
    </Stack>
  );
}

function Output({ plan, change }: OptionsStepProps) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={text.format}
          value={plan.format}
          onChange={(event) => change({ format: event.currentTarget.value as Plan['format'] })}
          data={choices(text.formats)}
        />
        <NativeSelect
          label={text.metadata}
          value={plan.metadata}
          onChange={(event) => change({ metadata: event.currentTarget.value as Plan['metadata'] })}
          data={choices(text.metadatas)}
        />
      </SimpleGrid>
      <Quality plan={plan} change={change} />
      <SimpleGrid cols={2}>
        <NumberInput
          label={text.maxWidth}
          min={1}
          max={16_384}
          suffix=" px"
          value={plan.maxWidth}
          onChange={(maxWidth) => change({ maxWidth })}
        />
        <NumberInput
          label={text.maxHeight}
          min={1}
          max={16_384}
          suffix=" px"
          value={plan.maxHeight}
          onChange={(maxHeight) => change({ maxHeight })}
        />
      </SimpleGrid>
      <TextInput
        label={text.target}
        description={text.targetHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        spellCheck={false}
        value={plan.target}
        onChange={(event) => change({ target: event.currentTarget.value })}
      />
      <Checkbox
        label={text.overwrite}
        checked={plan.overwrite}
        onChange={(event) => change({ overwrite: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Quality({ plan, change }: OptionsStepProps) {
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm" fw={500} className="numbers">
          {text.quality}
          {!plan.autoQuality && `: ${plan.quality}`}
        </Text>
        <Checkbox
          size="xs"
          label={text.qualityAuto}
          checked={plan.autoQuality}
          onChange={(event) => change({ autoQuality: event.currentTarget.checked })}
        />
      </Group>
      <Slider
        min={40}
        max={100}
        value={plan.quality}
        disabled={plan.autoQuality}
        onChange={(quality) => change({ quality })}
        thumbLabel={text.quality}
        label={null}
      />
    </Stack>
  );
}

function Ai({ plan, change }: OptionsStepProps) {
  const { data: account } = useQuery(queries.account());
  const isIncluded = account?.features.includes('ai') ?? false;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {isIncluded ? text.aiPrice : text.planNeeded}
      </Text>
      <Group>
        <Checkbox
          label={text.altText}
          disabled={!isIncluded}
          checked={plan.altText}
          onChange={(event) => change({ altText: event.currentTarget.checked })}
        />
        <Checkbox
          label={text.seoRename}
          disabled={!isIncluded}
          checked={plan.seoRename}
          onChange={(event) => change({ seoRename: event.currentTarget.checked })}
        />
      </Group>
      <Collapse expanded={plan.altText || plan.seoRename}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={text.language}
            maxLength={35}
            value={plan.language}
            onChange={(event) => change({ language: event.currentTarget.value })}
          />
          <TextInput
            label={text.context}
            placeholder={text.contextHint}
            maxLength={500}
            value={plan.context}
            onChange={(event) => change({ context: event.currentTarget.value })}
          />
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}

function Mark({ plan, change }: OptionsStepProps) {
  const { data: account } = useQuery(queries.account());
  const isIncluded = account?.features.includes('watermark') ?? false;
  return (
    <Stack gap="sm">
      <TextInput
        label={text.watermarkKey}
        placeholder="brand/mark.png"
        disabled={!isIncluded}
        description={isIncluded ? undefined : text.planNeeded}
        spellCheck={false}
        value={plan.watermarkKey}
        onChange={(event) => change({ watermarkKey: event.currentTarget.value })}
      />
      <Collapse expanded={plan.watermarkKey !== ''}>
        <WatermarkPlace
          value={{ scale: plan.watermarkScale, opacity: plan.watermarkOpacity, position: plan.watermarkPosition }}
          onChange={({ scale, opacity, position }) =>
            change({ watermarkScale: scale, watermarkOpacity: opacity, watermarkPosition: position })
          }
        />
      </Collapse>
    </Stack>
  );
}
