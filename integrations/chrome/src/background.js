// A click on Orbit's icon is the only moment at which the address of a tab is read, and what it stands for is all that is kept.

import { lookupKey } from "./lookup.js";

chrome.action.onClicked.addListener((tab) => {
  // At once: Chrome opens a panel only in answer to the click itself.
  void chrome.sidePanel.open({ windowId: tab.windowId });
  void chrome.storage.session.set({ [`window-${tab.windowId}`]: { key: lookupKey(tab.url), at: Date.now() } });
});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void chrome.runtime.openOptionsPage();
});
