/**
 * The entry that the command's first argument names. Without a name, or with an unknown one, prints the list and exits.
 * @param command as typed, for the list
 * @param entries by name; `about` describes each in one line
 * @returns the entry and the arguments that follow the name
 */
export function choose(command, entries) {
  const [name, ...args] = process.argv.slice(2);
  if (Object.hasOwn(entries, name ?? '')) return { entry: entries[name], args };
  const width = Math.max(...Object.keys(entries).map(({ length }) => length)) + 2;
  const list = Object.entries(entries).map(([key, { about }]) => `  ${key.padEnd(width)}${about}`);
  const print = name ? console.error : console.log;
  if (name) print(`There is no ${name}.`);
  print(`${command} -- <name> [arguments]\n\n${list.join('\n')}`);
  process.exit(name ? 2 : 0);
}
