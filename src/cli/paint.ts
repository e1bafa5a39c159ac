import { styleText } from 'node:util';

/** Colours are for terminals, and for people who did not say NO_COLOR: the stream knows both. */
const COLOURED = process.stdout.isTTY && process.stdout.hasColors();

type Style = Parameters<typeof styleText>[0];

const painter = (style: Style) => (text: string) => (COLOURED ? styleText(style, text) : text);

export const bold = painter('bold');
export const dim = painter('dim');
export const green = painter('green');
export const red = painter('red');
