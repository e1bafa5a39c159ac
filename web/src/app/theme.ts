import { createTheme, Modal, type MantineColorsTuple } from '@mantine/core';
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

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { pine, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1rem' } } },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': words.common.close } } }) },
});
