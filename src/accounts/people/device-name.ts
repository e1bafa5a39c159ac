/** The first that fits: several call themselves by the names of others too. */
const PROGRAMS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
];
const SYSTEMS: [RegExp, string][] = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What signed in, in words of ours alone: a `User-Agent` may say anything, and this stands in mails. */
export function deviceName(userAgent: string | null): string {
  const nameOf = (names: [RegExp, string][]) => names.find(([form]) => form.test(userAgent ?? ''))?.[1];
  const [program, system] = [nameOf(PROGRAMS), nameOf(SYSTEMS)];
  if (program && system) return `${program} on ${system}`;
  return program ?? system ?? 'an unknown program';
}
