import { createTheme, Modal, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { words } from '../words';

/** Pine: the one colour that means "this is what to do". Dark enough on white, light enough on black. */
const pine: MantineColorsTuple = [
  '#e9f6f3',
  '#d3ebe6',
  '#a6d7cd',
  '#74c1b3',
  '#4bac9c',
  '#2b9384',
  '#15796c',
  '#0b6b62',
  '#08574f',
  '#05433d',
];

/** Greys with a little blue, as the surfaces have. */
const dark: MantineColorsTuple = [
  '#e4e8eb',
  '#b8c1c9',
  '#9aa5af',
  '#6b7680',
  '#434a51',
  '#30363b',
  '#23282c',
  '#191c1f',
  '#141719',
  '#101214',
];

/** Red for what went wrong and cannot be taken back: white on its sixth and seventh can be read. */
const red: MantineColorsTuple = [
  '#fff0f0',
  '#ffdfdf',
  '#fbbcbc',
  '#f69494',
  '#f07171',
  '#e35656',
  '#cc3b3b',
  '#bb2d2d',
  '#9f2323',
  '#841b1b',
];

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { pine, dark, red },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1rem' } } },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': words.common.close } } }) },
});

const TINTED = ['pine', 'red', 'yellow', 'blue', 'gray'];

/** On a dark page a tint is a breath of its colour, not a block of the darkest shade. */
export const cssVariables: CSSVariablesResolver = () => {
  const tint = (name: string, share: number) =>
    `color-mix(in srgb, var(--mantine-color-${name}-5) ${share}%, transparent)`;
  const dark = TINTED.flatMap((name) => [
    [`--mantine-color-${name}-light`, tint(name, 15)],
    [`--mantine-color-${name}-light-hover`, tint(name, 22)],
    [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-3)`],
  ]);
  return { variables: {}, light: {}, dark: Object.fromEntries(dark) as Record<string, string> };
};
