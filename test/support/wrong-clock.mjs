/** Loaded before a process: its clock is wrong by WRONG_CLOCK_MS. The time that goes by is right. */
const { Date: RightDate } = globalThis;
const wrong = Number(process.env.WRONG_CLOCK_MS);

globalThis.Date = class extends RightDate {
  constructor(...given) {
    if (given.length > 0) super(...given);
    else super(RightDate.now() + wrong);
  }

  static now() {
    return RightDate.now() + wrong;
  }
};
