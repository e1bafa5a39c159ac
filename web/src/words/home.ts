import { counted } from './common';

export const home = {
  title: 'Overview',
  plan: (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)} plan`,
  resets: (days: number, date: string) =>
    days === 0 ? `Resets today` : `Resets in ${counted(days, 'day', 'days')}, on ${date}`,
  compressions: 'Compressions',
  ai: 'AI credits, this period',
  topup: 'AI top-up',
  left: (count: string) => `${count} left`,
  of: (limit: string) => `of ${limit}`,
  usedOfUnlimited: 'used, unlimited',
  held: (count: string) => `${count} held by running batches`,
  owed: (count: string) => `${count} owed from before`,
  noneHeld: 'Nothing held by running batches',
  topupText: 'Never expires; spent after the credits of the period.',
  noAi: 'Your plan has no AI credits.',
  upgrade: 'See plans',
  history: 'Periods',
  historyEmpty: 'Closed periods appear here, the first after the next reset.',
  period: 'Period',
  current: 'now',
  saved: 'Saved by your latest batches',
  savedOf: (share: string, total: string) => `${share} of ${total}`,
  savedNone: 'Nothing yet. Run a batch to see it.',
  recent: 'Latest batches',
  all: 'All batches',
  first: {
    title: 'First steps',
    drop: {
      title: 'Drop an image',
      text: 'See what it saves, right here in the browser.',
      action: 'Optimize an image',
    },
    bucket: {
      title: 'Connect a bucket',
      text: 'Optimize thousands of objects in place or beside them.',
      action: 'Connect a bucket',
    },
    key: { title: 'Make a key', text: 'Call the API from your own programs.', action: 'Make an API key' },
    done: 'done',
  },
};
