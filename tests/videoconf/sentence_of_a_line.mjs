// What the page of the test concludes of some findings: one JSON list in, sentences out.
const { verdict } = await import(process.argv[2]);
const cases = JSON.parse(await new Response(process.stdin).text());
process.stdout.write(JSON.stringify(cases.map(([found, phone]) => verdict(found, phone).text)));
