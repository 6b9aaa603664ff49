// Answers of the server as a scene needs them: larger, refused, or late. The page itself is the real one.

/** What a page asks, by the name of the operation. */
const operationOf = (route) => {
  try {
    return JSON.parse(route.request().postData() ?? '').operationName;
  } catch {
    return undefined;
  }
};

const on = (operations, answer) => async (page) => {
  await page.route('**/graphql', async (route) => {
    if (operations.includes(operationOf(route))) return await answer(route);
    await route.fallback();
  });
};

/** These operations' counts, so many times as large. */
export const times = (factor, operations) =>
  on(operations, async (route) => {
    const response = await route.fetch();
    const larger = (key, value) => (typeof value === 'number' && Number.isInteger(value) ? value * factor : value);
    await route.fulfill({ response, json: JSON.parse(JSON.stringify(await response.json(), larger)) });
  });

/** These operations fail, as when something is broken. */
export const failing = (operations) =>
  on(operations, async (route) => {
    const extensions = { code: 'INTERNAL', requestId: '01JD8Z6Q3N5R7T9V' };
    await route.fulfill({ json: { data: null, errors: [{ message: '', extensions }] } });
  });

/** These operations are not answered while somebody looks. */
export const held = (operations) => on(operations, async () => {});
