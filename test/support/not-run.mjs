/** Names the tests that did not run, at the end, where nobody overlooks them. Says nothing when `-t` chose some. */
export default class NotRun {
  constructor({ testNamePattern }) {
    this.isChosen = Boolean(testNamePattern);
  }

  onRunComplete(_, { testResults }) {
    if (this.isChosen) return;
    const skipped = testResults
      .flatMap((suite) => suite.testResults)
      .filter(({ status }) => status !== 'passed' && status !== 'failed');
    for (const { fullName } of skipped) process.stderr.write(`NOT RUN: ${fullName}\n`);
  }
}
