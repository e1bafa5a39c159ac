/** Says which variable is wrong and what was expected of it. */
export class InvalidSettings extends Error {
  constructor(problems: string[]) {
    super(`Settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidSettings';
  }
}
