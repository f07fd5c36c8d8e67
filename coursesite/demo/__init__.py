"""A believable month on a site: people with reasons for what they did, so that every figure shows a finding."""
