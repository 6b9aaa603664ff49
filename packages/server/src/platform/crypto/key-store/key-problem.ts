/** The keys are missing, wrong or open to others: nothing may start. The message is a sentence for the operator. */
export class KeyProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeyProblem';
  }
}
