/** Line icons on a 24 grid; they inherit size and colour, and say nothing to screen readers. */
const PATHS = {
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01',
  layers: 'M12 3l9 5-9 5-9-5zM3 13l9 5 9-5',
  bucket: 'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6l2 13c.3 1.2 2.800 2 6 2s5.700-.8 6-2l2-13',
  key: 'M12 12a4.5 4.5 0 11-1.300-3.200L19 8.800h2M17 8.800V12M14 9v2.500M7.500 12h.01',
  hook: 'M9 8a3 3 0 114.500 2.600L16.500 16M12 8l-3 6.500M7 14.500a3 3 0 103 2.500h6.500M16.500 14a3 3 0 11-1.500 5',
  card: 'M3 6h18v12H3zM3 10h18M7 15h3',
  chart: 'M5 20V11M10 20V5M15 20v-7M20 20V8',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  alert: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  upload: 'M12 16V5M7.500 9.500L12 5l4.500 4.500M5 19h14',
  download: 'M12 5v11M7.500 11.500L12 16l4.500-4.500M5 20h14',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5.500v13l10-6.500z',
  dots: 'M6 12h.01M12 12h.01M18 12h.01',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 3v1.500M12 19.500V21M3 12h1.500M19.500 12H21M5.600 5.600l1 1M17.400 17.400l1 1M5.600 18.400l1-1M17.400 6.600l1-1',
  terminal: 'M4 5h16v14H4zM8 10l2.500 2L8 14M13 15h3',
  retry: 'M5 12a7 7 0 0112-5l2 2M19 5v4h-4M19 12a7 7 0 01-12 5l-2-2M5 19v-4h4',
  out: 'M14 4h5v16h-5M4 12h11M11 8l4 4-4 4',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
