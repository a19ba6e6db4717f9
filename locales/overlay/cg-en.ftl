# Official terms of Chhattisgarh (Bihan).
-collector = Collector
-mission = Chhattisgarh State Rural Livelihoods Mission (Bihan)
product-name = District Livelihoods Mission (Bihan)
