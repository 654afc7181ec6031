s/Tep cau hinh/Tệp cấu hình/
s/Goi ban giao/Gói bàn giao/
s/Cong Bo/Công Bố/g
s/@NEWER@/Máy này đã có bản mới hơn. Bản cũ không mở được dữ liệu của bản mới. Muốn dùng bản cũ, hãy gỡ bản mới trước./
