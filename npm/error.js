// An error that says where it is and what was expected. index.d.ts describes it.
export class PuljetjekError extends Error {
  constructor(message, file, pointer = "", line = undefined, column = undefined) {
    super(message);
    this.name = "PuljetjekError";
    this.place = { file, pointer, line, column };
  }
}
