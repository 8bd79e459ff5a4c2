/** Posts a small body so many times, 32 at a time, by fetch and nothing else. */
const [url = "", count = "0"] = process.argv.slice(2);
const AT_A_TIME = 32;
const body =
  "Action=CreateQueue&Version=2012-11-05&QueueName=orders-00000&Attribute.1.Name=VisibilityTimeout";
const headers = { "content-type": "application/x-www-form-urlencoded" };
let left = Number(count);

async function post(): Promise<void> {
  while (left-- > 0) {
    const response = await fetch(url, { method: "POST", headers, body });
    await response.text();
  }
}

await Promise.all(Array.from({ length: AT_A_TIME }, post));
